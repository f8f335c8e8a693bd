import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Who may import whom: pages -> staff -> { live, api, text, ui }; live -> api; ui and text know nothing of ours. */
const pages = ['sign-in', 'agent', 'alerts', 'supervisor', 'admin', 'insights', 'search', 'chat', 'docs', 'not-found', 'set-up'];
const forbid = (...groups) => ({
  'no-restricted-imports': ['error', {
    paths: [{ name: '@fluentui/react-icons', message: 'Import the single icon: @fluentui/react-icons/svg/name.' }],
    patterns: groups.map((group) => ({ group: [`../${group}`, `../${group}/**`, `../../${group}`, `../../${group}/**`], message: 'This folder may not import that one.' })),
  }],
});

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'tests/described.ts'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': ['error', 500],
      ...forbid(),
      'no-restricted-syntax': ['error', {
        selector: 'JSXText[value=/\\p{L}/u]',
        message: 'Words stand in src/text, not in components.',
      }, {
        selector: 'JSXAttribute[name.name=/^(aria-label|title|placeholder|label|alt)$/] > Literal[value=/\\p{L}/u]',
        message: 'Words stand in src/text, not in components.',
      }],
    },
  },
  { files: ['src/api/**'], rules: forbid('live', 'staff', 'ui', 'text', 'pages') },
  { files: ['src/live/**'], rules: forbid('staff', 'ui', 'text', 'pages') },
  { files: ['src/ui/**'], rules: forbid('api', 'live', 'staff', 'text', 'pages') },
  { files: ['src/text/**'], rules: forbid('api', 'live', 'staff', 'ui', 'pages') },
  { files: ['src/staff/**'], rules: forbid('pages') },
  ...pages.map((page) => ({
    files: [`src/pages/${page}/**`],
    rules: forbid('pages', ...pages.filter((other) => other !== page)),
  })),
  {
    files: ['public/**/*.js'],
    rules: { '@typescript-eslint/no-unused-vars': 'error', 'no-var': 'off' },
  },
);
