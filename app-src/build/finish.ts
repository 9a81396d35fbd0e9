import path from 'node:path';
import { checkBudgets, kilobytes } from './budgets.ts';
import { compressStatic } from './compress-static.ts';

// The end of "npm run build": prints what each page loads first, fails the build when that is too much, and compresses what is served.
const folder = path.resolve(import.meta.dirname, '..');
const { routes } = await checkBudgets(folder);
for (const { route, bytes, limitBytes } of routes) {
  console.log(`${kilobytes(bytes).padStart(9)} of ${kilobytes(limitBytes)}  ${route}`);
}
await compressStatic(folder);
