import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';

/**
 * Checks every template against the AWS Solutions and NIST 800-53 revision 5 rules; a finding that is not acknowledged
 * fails synthesis. Acknowledgements are written into the templates, for auditors.
 */
export function addCompliancePacks(app: App): void {
  const options = { verbose: true, writeSuppressionsToCloudFormation: true };
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, options), new NIST80053R5Checks(app, options));
}
