import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Top folders, and which of them each may import. Imports go one way (docs/SPEC.md, HOUSE1). */
const MAY_IMPORT = {
  model: [],
  protocol: ['model'],
  sources: ['model', 'protocol'],
  labs: ['model', 'protocol'],
  components: ['model', 'protocol', 'sources'],
  app: ['model', 'protocol', 'sources', 'components', 'labs'],
  server: ['model', 'protocol', 'sources', 'labs'],
  cli: ['model', 'protocol', 'sources', 'labs', 'server'],
};
const FOLDERS = Object.keys(MAY_IMPORT);
const BROWSERLESS = ['react', 'react-dom', 'next', 'd3-*', 'node:*', 'ws', 'dockerode'];

const direction = FOLDERS.map((folder) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  ignores: ['**/*.test.{ts,tsx}'],
  rules: {
    'no-restricted-imports': ['error', {
      patterns: [
        {
          group: FOLDERS.filter((other) => other !== folder && !MAY_IMPORT[folder].includes(other)).flatMap((other) => [`@/${other}`, `@/${other}/**`]),
          message: `${folder}/ may import ${MAY_IMPORT[folder].join(', ') || 'nothing of ours'}: imports go one way.`,
        },
        { group: ['../../*', `@/${folder}/*`].filter((pattern) => folder === 'model' && pattern.startsWith('@')), message: 'Inside a folder, import relatively.' },
        ...(folder === 'components' || folder === 'sources' ? [{ group: ['/zod', '/zod/*'], message: 'What pages use of zod is named in protocol/zod.ts.' }] : []),
        ...(folder === 'model' || folder === 'protocol' ? [{ group: BROWSERLESS, message: `${folder}/ knows neither the browser nor Node.` }] : []),
      ].filter(({ group }) => group.length > 0),
    }],
  },
}));

export default tseslint.config(
  { ignores: ['node_modules', 'build', '.next', 'next-env.d.ts', 'test-results', 'public'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', { selector: 'ExportAllDeclaration', message: 'Export by name.' }],
      // The rest of this plugin is for the React compiler, which is not used here.
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  ...direction,
  // A table of contents and Next's own files are the only places for these.
  { files: ['{model,protocol}/**/*.ts'], ignores: ['**/*.test.ts', '**/arbitrary-*.ts'], rules: { 'no-restricted-globals': ['error', 'Date', 'process', 'window', 'document', 'setTimeout', 'setInterval', 'fetch'] } },
);
