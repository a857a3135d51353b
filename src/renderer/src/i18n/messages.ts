import type { Language } from '../../../shared/settings.ts'

/** A tree of messages; leaves are vue-i18n message strings. */
export interface MessageTree {
  [key: string]: string | MessageTree
}

type SameKeys<Tree> = {
  [Key in keyof Tree]: Tree[Key] extends string ? string : SameKeys<Tree[Key]>
}

/**
 * The messages of one area in all languages. Dutch sets the keys; a key missing in another language
 * does not compile.
 */
export const defineMessages = <const Tree extends MessageTree>(
  messages: { nl: Tree } & Record<Exclude<Language, 'nl'>, SameKeys<Tree>>,
): Record<Language, MessageTree> => messages as Record<Language, MessageTree>
