// @ts-check
/**
 * Loads a Lambda function's code and ends with exit code 0 when the handler is a function:
 *
 *     node load-handler.mjs FOLDER FILE.EXPORT
 *
 * Lambda's runtime has the AWS SDK; here it comes from this project, and for CommonJS from a stand-in when it is not
 * among the project's packages.
 */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const STAND_IN = 'data:application/json,{}';

registerHooks({
  resolve(specifier, context, next) {
    if (!/^@(aws-sdk|smithy)\//.test(specifier)) return next(specifier, context);
    try {
      return next(specifier, { ...context, parentURL: import.meta.url });
    } catch (error) {
      if (context.conditions.includes('import')) throw error;
      return { url: STAND_IN, format: 'json', shortCircuit: true };
    }
  },
  load: (url, context, next) =>
    url === STAND_IN ? { format: 'json', source: '{}', shortCircuit: true } : next(url, context),
});

const [folder = '', handler = ''] = process.argv.slice(2);
const [file = '', name = ''] = handler.split('.');
const path = ['.mjs', '.js', '.cjs'].map((extension) => join(folder, file + extension)).find(existsSync);
if (!path) fail(`there is no ${file}.mjs, ${file}.js or ${file}.cjs`);
const module = await import(pathToFileURL(path).href);
const found = module[name] ?? module.default?.[name];
if (typeof found !== 'function') fail(`${handler} is ${typeof found}, not a function`);
process.exit(0);

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
