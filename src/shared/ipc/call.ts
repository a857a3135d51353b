import type { z } from 'zod'

/** One call of the contract: the schema of what is asked, and the type of what is answered. */
export const call =
  <Answer>() =>
  <Request extends z.ZodType>(request: Request) => ({
    request,
    answer: undefined as unknown as Answer,
  })
