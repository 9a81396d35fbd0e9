import { App, CfnResource, Stack } from 'aws-cdk-lib';

/** An app with a property that CloudFormation does not know, to prove that synthesis refuses it. */
const app = new App();
const stack = new Stack(app, 'BadProperty', { env: { account: '111122223333', region: 'eu-central-1' } });
new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue', properties: { Kolour: 'blue' } });
app.synth();
