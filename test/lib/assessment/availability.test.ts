import { assessResources, resource } from './templates.ts';

const origin = (id: string, logicalId: string) => ({
  Id: id,
  DomainName: { 'Fn::GetAtt': [logicalId, 'RegionalDomainName'] },
});

/** Kinds whose contracts the cached page rests on, with this origin as the one that every other request goes to. */
function cachedPage(main: string): string[] {
  const { availability } = assessResources({
    Pages: resource('AWS::S3::Bucket'),
    Media: resource('AWS::S3::Bucket'),
    Site: resource('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Origins: [
          origin('pages', 'Pages'),
          origin('media', 'Media'),
          { Id: 'app', DomainName: 'app.example.com' },
        ],
        DefaultCacheBehavior: { TargetOriginId: main },
      },
    }),
  });
  return availability.flatMap(({ journey, floorFactors }) =>
    journey === 'cached page' ? floorFactors.map(({ component }) => component) : [],
  );
}

describe('The journey of a cached page', () => {
  test('rests on the bucket that the pages come from', () => {
    expect(cachedPage('pages').sort()).toEqual(['app/Pages', 'app/Site']);
  });

  test('rests on the edge alone where another origin makes the pages', () => {
    expect(cachedPage('app')).toEqual(['app/Site']);
  });
});

test('A key puts what it encrypts on no journey that does not need it', () => {
  const parts = {
    Site: resource('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Origins: [origin('pages', 'Pages')],
        DefaultCacheBehavior: { TargetOriginId: 'pages' },
      },
    }),
    Pages: resource('AWS::S3::Bucket'),
    Key: resource('AWS::KMS::Key'),
    Queue: resource('AWS::DynamoDB::Table', { SSESpecification: { KMSMasterKeyId: { Ref: 'Key' } } }),
  };
  const read = assessResources(parts).availability.find(({ journey }) => journey === 'read');
  expect(read?.floorFactors.map(({ component }) => component).sort()).toEqual(['app/Pages', 'app/Site']);
});
