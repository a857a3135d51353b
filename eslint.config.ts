import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import { builtinModules } from 'node:module'
import ts from 'typescript-eslint'

interface Layer {
  files: string[]
  /** What it may not import; one pattern each. */
  imports: { regex: string; message: string }[]
  /** What it may not load with `import()`, as selectors. */
  loads: { selector: string; message: string }[]
}

/**
 * The layers (docs/architecture.md): what each folder may not import. A bypass is an error, not a matter
 * of taste. Of two entries that match a file the later one counts alone, so each is complete.
 */
const layer = ({ files, imports, loads }: Layer) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: imports }] as const,
    'no-restricted-syntax': ['error', ...loads] as const,
  },
})

const noElectron = {
  regex: '^electron(/|$)',
  message: 'electron belongs in src/main/{index.ts,app,windows,security,ipc} and src/preload',
}
const noNode = { regex: `^(node:|(${builtinModules.join('|')})(/|$))`, message: 'no Node here' }
const notFrom = (folders: string, message: string) => ({
  regex: `^(\\.\\./)+(${folders})/`,
  message,
})
const noOutside = (own: string) => ({
  regex: `^(\\.\\./)+(?!${own}|shared)(main|preload|renderer|simulator|shared)/`,
  message: `${own} imports only itself and src/shared`,
})
const noLoading = { selector: 'ImportExpression', message: 'nothing is loaded on demand here' }
// A selector holds no slash; `\x2f` is one.
const onlyOwnLoading = [
  {
    selector: 'ImportExpression[source.value=/^(electron|node:)/]',
    message: 'neither Electron nor Node, also not on demand',
  },
  {
    selector: 'ImportExpression[source.value=/^[.\\x2f]+(main|preload|simulator)\\x2f/]',
    message: 'only the own folder and src/shared',
  },
  { selector: 'ImportExpression[source.type!="Literal"]', message: 'say what is loaded' },
]

export default ts.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...vue.configs['flat/recommended'],
  prettier,
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      // TypeScript knows better what exists.
      'no-undef': 'off',
      // A control character is exactly what some of our patterns look for.
      'no-control-regex': 'off',
      eqeqeq: 'error',
    },
  },
  {
    // CommonJS is what these files are for.
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  layer({
    files: ['src/shared/**'],
    imports: [noElectron, noNode, noOutside('shared')],
    loads: [noLoading],
  }),
  layer({
    files: ['src/renderer/**'],
    imports: [noElectron, noNode, noOutside('renderer')],
    loads: onlyOwnLoading,
  }),
  layer({ files: ['src/simulator/**'], imports: [noElectron, noOutside('simulator')], loads: [] }),
  layer({
    files: ['src/main/**'],
    imports: [
      notFrom('renderer|preload', 'main imports only itself, src/shared and the simulator'),
    ],
    loads: [],
  }),
  layer({
    files: ['src/main/services/**'],
    imports: [
      noElectron,
      notFrom('renderer|preload|simulator', 'services import only themselves and src/shared'),
      notFrom('app|ipc|windows|security', 'services know nothing of who uses them'),
    ],
    loads: [noLoading],
  }),
  layer({
    files: ['src/preload/**'],
    imports: [
      noNode,
      { regex: '^(\\.\\./)+(?!shared/ipc/)', message: 'of all else only src/shared/ipc' },
      { regex: '^(?!\\.|electron$|node:)', message: 'no packages: it is loaded before the page' },
    ],
    loads: [noLoading],
  }),
  {
    files: ['src/shared/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'navigator',
        'localStorage',
        'process',
        'Buffer',
      ],
    },
  },
)
