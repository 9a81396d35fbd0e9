import { assess } from '../../../../lib/assessment/assess.ts';
import { OPTIONS, resource, stackOf } from '../templates.ts';
import { routeOf } from './find.ts';
import { attribute, outcome } from './kind.ts';

describe('A key', () => {
  test('counts when a store is encrypted with it, and its deletion can be cancelled', () => {
    const key = { Key: resource('AWS::KMS::Key') };
    const bucket = resource('AWS::S3::Bucket', { BucketEncryption: { KMSMasterKeyID: attribute('Key') } });
    expect(outcome(key, 'Key', 'deletion').state).toBeUndefined();
    expect(outcome({ ...key, Bucket: bucket }, 'Key', 'deletion')).toMatchObject({
      route: 'kms.cancel-deletion',
      rto: 1800,
    });
  });

  test('is what each store that names it needs, by an alias too, and no store needs another one’s', () => {
    const parts = {
      Key: resource('AWS::KMS::Key'),
      Alias: resource('AWS::KMS::Alias', { AliasName: 'alias/sales', TargetKeyId: { Ref: 'Key' } }),
      Queue: resource('AWS::SQS::Queue', { KmsMasterKeyId: { Ref: 'Alias' } }),
      Table: resource('AWS::DynamoDB::Table'),
    };
    expect(outcome(parts, 'Queue', 'zone').needs).toEqual(['Key hard']);
    expect(outcome(parts, 'Table', 'zone').needs).toEqual([]);
  });

  test('is gone when its deletion is noticed only after the least waiting period', () => {
    const stack = stackOf({
      Key: resource('AWS::KMS::Key', { PendingWindowInDays: 30 }),
      Queue: resource('AWS::SQS::Queue', { KmsMasterKeyId: attribute('Key') }),
    });
    const late = assess([stack], { ...OPTIONS, assumptions: { 'compromise.detect': 7 * 86_400 } });
    expect(routeOf(late, 'Key', 'compromise', 'kms.cancel-deletion').rto).toMatchObject({
      kind: 'unrecoverable',
      reason: expect.stringContaining('7 days'),
    });
  });
});
