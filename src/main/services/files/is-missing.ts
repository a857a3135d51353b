/** Whether a file system's failure says that the file is surely not there, and nothing worse. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
