import { builtinModules } from 'node:module';

import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * The rooms of the house and what each may import; `util` is open to all. A room that is not listed here does not
 * exist, and a file outside every room may only be one of the two at the top.
 */
export const rooms = {
  util: [],
  platform: [],
  api: ['platform'],
  telegram: ['platform'],
  // What a name may be is said by the repository format.
  model: ['api', 'repository/format'],
  'repository/format': [],
  // Moves whole bots between files and an account.
  'repository/transfer': ['api', 'repository/format'],
  'repository/checkout': ['model', 'repository/format'],
  // Sentences for people that more than one boundary needs.
  sentences: ['api', 'model', 'telegram'],
  accounts: ['model', 'api', 'platform', 'sentences'],
  // File names are those of the repository format. The record a save is made of is the API's own.
  files: ['model', 'api', 'repository/format', 'sentences'],
  views: ['model', 'api', 'sentences'],
  status: ['model', 'api', 'sentences'],
  commands: [
    'model',
    'api',
    'telegram',
    'repository/format',
    'repository/transfer',
    'files',
    'views',
    'accounts',
    'sentences',
  ],
  // Keyboards are read as the repository format writes them.
  panels: ['model', 'api', 'repository/format', 'sentences'],
  // What client and server say to each other.
  'language/protocol': [],
  // The record of a command is the API's own.
  'language/client': ['repository/format', 'model', 'api', 'language/protocol'],
  'language/server': ['repository/format', 'language/protocol'],
  'language/typings': [],
  // What runs in a thread of its own.
  worker: ['model'],
  sandbox: ['api', 'repository/format'],
  cli: ['repository/format', 'repository/transfer', 'language/server', 'sandbox', 'api', 'platform'],
};

/** Rooms that run without VS Code. */
const withoutVscode = [
  'api',
  'telegram',
  'model',
  'repository/format',
  'repository/transfer',
  'sandbox',
  'cli',
  'language/protocol',
  'language/server',
  'language/typings',
  'platform',
  'worker',
];

/** Rooms that may use Node's own modules; everything else is to run in a browser one day. */
const withNode = ['platform/node', 'sandbox', 'cli', 'language/server', 'worker'];

/** Narrower than a room. */
const ownZones = [
  {
    target: './src/sandbox',
    from: './src/api',
    except: ['./endpoints.ts', './commands.ts', './commandBody.ts', './usage.ts'],
    message: 'The sandbox takes the endpoint table and types from src/api and nothing of the client.',
  },
  {
    target: './src/accounts',
    from: './src/platform/node/fileTextStore.ts',
    message: 'Stores are given to accounts by the container.',
  },
];

const zones = Object.entries(rooms).map(([room, allowed]) => ({
  target: `./src/${room}`,
  from: './src',
  except: [...new Set([room, 'util', ...allowed])].map((name) => `./${name}`),
  message: `src/${room} may import only ${['util', ...allowed].join(', ')}.`,
}));

const noVscode = { name: 'vscode', message: 'This room runs without VS Code.', allowTypeImports: false };
const noNode = {
  regex: `^(node:|(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})(/|$))`,
  message: 'Only src/platform/node, src/sandbox and src/cli use Node.',
};
const noAxios = { regex: '^axios', message: 'Only src/api talks HTTP to an account.' };

/** Ways around the import rules, and what only Node has. */
const noWayAround = [
  { selector: 'ImportExpression', message: 'Import at the top, where the rooms are checked.' },
  { selector: 'TSImportType', message: 'Import types at the top, where the rooms are checked.' },
];
const noNodeGlobals = ['process', 'Buffer', 'require', '__dirname', '__filename', 'global'].map((name) => ({
  name,
  message: 'Only src/platform/node, src/sandbox and src/cli use Node.',
}));

const files = (rooms) => rooms.map((room) => `src/${room}/**/*.ts`);

export default tseslint.config(
  { ignores: ['dist/', '.vscode-test/', 'media/demo-bots/', 'test/fixtures/bjs/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.mjs', '.js'] })] },
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        { basePath: import.meta.dirname, zones: [...zones, ...ownZones] },
      ],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Numbers in texts are numbers.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Event handlers and awaited clean-ups hand on what they are given.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Written out where a promise is known never to reject.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true, boolean: true } },
      ],
      // Keys of rows and headers are data, not members.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: files(withNode),
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [noNode, noAxios] }],
      'no-restricted-syntax': ['error', ...noWayAround],
      'no-restricted-globals': ['error', ...noNodeGlobals],
    },
  },
  {
    files: files(withoutVscode),
    ignores: files([...withNode, 'api']),
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [noVscode], patterns: [noNode, noAxios] },
      ],
    },
  },
  {
    files: files(['api']),
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [noVscode], patterns: [noNode] }],
    },
  },
  {
    // Takes long to load, so that waits for the first request.
    files: ['src/api/exchange.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...noWayAround.map(({ selector, message }) => ({
          selector:
            selector === 'ImportExpression' ? "ImportExpression:not([source.value='axios'])" : selector,
          message,
        })),
      ],
    },
  },
  {
    // What is seldom used is loaded when it is, in files of their own; the composition root may import everything.
    files: ['src/container.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...noWayAround.filter(({ selector }) => selector !== 'ImportExpression'),
      ],
    },
  },
  {
    files: files(withoutVscode.filter((room) => withNode.includes(room)).concat('platform/node')),
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [noVscode], patterns: [noAxios] }],
    },
  },
  {
    // Node is for the start of the process alone; the rest is to run in a browser one day.
    files: files(['language/server']),
    ignores: ['src/language/server/main.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [noVscode], patterns: [noNode, noAxios] },
      ],
      'no-restricted-globals': ['error', ...noNodeGlobals],
    },
  },
  {
    // Describes a language without types to people who write it: what is open there is `any`, and interfaces are merged
    // into by each bot.
    files: files(['language/typings']),
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/prefer-function-type': 'off',
    },
  },
  {
    files: ['test/**/*.ts', 'src/sandbox/process.ts', 'src/sandbox/process/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        module: 'writable',
        require: 'readonly',
        document: 'readonly',
        window: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
