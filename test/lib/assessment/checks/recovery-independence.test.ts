import { assess } from '../../../../lib/assessment/assess.ts';
import type { TemplateResource } from '../../../../lib/assessment/read/template.ts';
import { OPTIONS, PRIMARY, RECOVERY, resource, stackOf } from '../templates.ts';

/** The properties by which a resource of the recovery region reads from the lost one. */
function reads(one: TemplateResource, region = RECOVERY): string[] {
  const stacks = [
    stackOf({ Bucket: resource('AWS::S3::Bucket') }),
    stackOf({ One: one }, { name: 'other', region }),
  ];
  return assess(stacks, OPTIONS)
    .findings.filter(({ rule }) => rule === 'recovery-independence')
    .flatMap(({ mends }) => mends.map(({ property }) => property));
}

const exported = (region: string) =>
  resource('Custom::CrossRegionExportReader', {
    ReaderProps: {
      region: RECOVERY,
      imports: { 'a/b': `{{resolve:ssm:/cdk/exports/other/app${region.replaceAll('-', '')}RefBucket}}` },
    },
  });
const called = (region: string) =>
  resource('Custom::AWS', {
    Create: {
      'Fn::Join': ['', ['{"service":"SSM","action":"getParameter","region":"', region, '"}']],
    },
    Update: `{"service":"SSM","action":"getParameter","region":"${region}"}`,
  });

describe('A stack of the recovery region', () => {
  test('that reads an export of the lost region by the CDK’s reader is found', () => {
    expect(reads(exported(PRIMARY))).toEqual(['Properties.ReaderProps']);
  });

  test('that calls the API of the lost region is found', () => {
    expect(reads(called(PRIMARY))).toEqual(['Properties.Update']);
  });

  test('that reads an output of the lost region is found', () => {
    const output = { 'Fn::GetStackOutput': { StackName: 'app', OutputName: 'Out', Region: PRIMARY } };
    expect(reads(resource('AWS::SSM::Parameter', { Value: output }))).toEqual(['Properties.Value']);
  });

  test('that reads from its own region or a third one is free', () => {
    expect(reads(exported('us-east-1'))).toEqual([]);
    expect(reads(called(RECOVERY))).toEqual([]);
  });

  test('and what the primary region reads from itself is its own affair', () => {
    expect(reads(called(PRIMARY), PRIMARY)).toEqual([]);
  });
});
