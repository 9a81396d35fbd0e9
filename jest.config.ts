import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  globalSetup: '<rootDir>/test/assembly/global-setup.ts',
  globalTeardown: '<rootDir>/test/assembly/global-teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/run/second-attempt.ts'],
  // The first test that needs an assembly waits for its synthesis, next to others on two cores.
  testTimeout: 300_000,
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
};

export default config;
