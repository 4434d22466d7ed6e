import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Typed rules for the sources and tests; the few scripts are plain modules without types. */
export default tseslint.config(
  { ignores: ["dist/**", "coverage/**", "node_modules/**", ".vscode-test/**", "test/fixtures/**"] },
  {
    files: ["src/**/*.ts", "test/**/*.ts", "tools/**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      eqeqeq: "error",
      // The stdio transport owns stdout: a stray write breaks the protocol.
      "no-console": "error",
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // node:test style promises and mocha's describe/it return values are not awaited by the caller.
      "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: ["describe", "it"] }],
    },
  },
  prettier,
);
