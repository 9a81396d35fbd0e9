import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import cdkJson from '../cdk.json' with { type: 'json' };
import { loadEnvironment } from '../lib/config/load.ts';
import { costDocument } from '../lib/cost/document.ts';
import { costOfStrategies } from '../lib/cost/strategies.ts';

/** Writes what the strategies cost in production. */
const config = await loadEnvironment('production');
const text = costDocument(config, costOfStrategies(config, cdkJson.context));
writeFileSync(join(import.meta.dirname, '../docs/cost.md'), text);
console.log(text);
