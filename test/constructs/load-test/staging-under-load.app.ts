import { App, Validations } from 'aws-cdk-lib';
import { ResilienceValidation } from '../../../lib/assessment/plugin.ts';
import { addCompliancePacks } from '../../../lib/compliance.ts';
import { loadEnvironment, validateConfig } from '../../../lib/config/load.ts';
import { assessOptionsOf } from '../../../lib/config/objectives.ts';
import { buildPlatform } from '../../../lib/platform.ts';

/** Staging as it is, with its load test switched on; checked as the platform's own app is. */
const config = validateConfig({ ...(await loadEnvironment('staging')), loadTest: { enabled: true } });
const app = new App({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out', analyticsReporting: false });
buildPlatform(app, config);
Validations.of(app).addPlugins(new ResilienceValidation(assessOptionsOf(config)));
addCompliancePacks(app);
app.synth();
