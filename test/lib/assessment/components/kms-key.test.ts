import { resource } from '../templates.ts';
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
});
