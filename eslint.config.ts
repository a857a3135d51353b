import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'

/**
 * The layers (docs/architecture.md). Each entry names what a folder may not import; a bypass is an
 * error, not a matter of taste.
 */
const layer = (files: string[], patterns: { regex: string; message: string }[]) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] as const },
})

const noElectron = {
  regex: '^electron$',
  message:
    'electron belongs in src/main/{index.ts,app,windows,security,ipc}, *.electron.ts and src/preload',
}
const noNode = { regex: '^node:', message: 'no Node here' }
const noOutside = (own: string) => ({
  regex: `^(\\.\\./)+(?!${own}|shared)(main|preload|renderer|simulator|shared)/`,
  message: `${own} imports only itself and src/shared`,
})

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
  layer(['src/shared/**'], [noElectron, noNode, noOutside('shared')]),
  layer(['src/renderer/**'], [noElectron, noNode, noOutside('renderer')]),
  layer(['src/simulator/**'], [noElectron, noOutside('simulator')]),
  layer(['src/main/services/**'], [noElectron]),
  layer(['src/preload/**'], [noNode, noOutside('preload')]),
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
