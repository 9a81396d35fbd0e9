import path from 'node:path';
import { checkBudgets, kilobytes } from './budgets.ts';

// Part of "npm run build": prints what each page loads first, and fails the build when that is too much.
const { routes } = await checkBudgets(path.resolve(import.meta.dirname, '..'));
for (const { route, bytes, limitBytes } of routes) {
  console.log(`${kilobytes(bytes).padStart(9)} of ${kilobytes(limitBytes)}  ${route}`);
}
