import { assess } from '../../../../lib/assessment/assess.ts';
import { readInput } from '../../../../lib/assessment/read/input.ts';
import { OPTIONS } from '../templates.ts';

async function notModelled(Resources: Record<string, unknown>) {
  const text = JSON.stringify({ Resources });
  const stacks = await readInput(['-'], { region: 'eu-central-1', stdin: async () => text });
  return assess(stacks, OPTIONS).notModelled;
}

describe('What deploys resources that are in no template', () => {
  test('stack sets, nested stacks from elsewhere and serverless applications are listed with their count', async () => {
    const url = 'https://example.com/inner.yaml';
    expect(
      await notModelled({
        One: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateURL: url } },
        Two: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateURL: url } },
        Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } },
        App: { Type: 'AWS::Serverless::Application', Properties: { Location: url } },
      }),
    ).toEqual([
      { resourceType: 'AWS::CloudFormation::Stack', count: 1 },
      { resourceType: 'AWS::CloudFormation::StackSet', count: 2 },
      { resourceType: 'AWS::Serverless::Application', count: 1 },
    ]);
  });
});
