/** Rules that CloudFront's prefix list counts for, of the 60 that a security group may hold. */
export const PREFIX_LIST_WEIGHT = 55;

/** Ids of the managed prefix list `com.amazonaws.global.cloudfront.origin-facing`. AWS publishes them by region only. */
const PREFIX_LISTS: Readonly<Record<string, string>> = {
  'us-east-1': 'pl-3b927c52',
  'us-east-2': 'pl-b6a144df',
  'us-west-1': 'pl-4ea04527',
  'us-west-2': 'pl-82a045eb',
  'eu-central-1': 'pl-a3a144ca',
  'eu-west-1': 'pl-4fa04526',
  'eu-west-2': 'pl-93a247fa',
  'eu-west-3': 'pl-75b1541c',
  'eu-north-1': 'pl-fab65393',
  'ap-northeast-1': 'pl-58a04531',
  'ap-northeast-2': 'pl-22a6434b',
  'ap-northeast-3': 'pl-31a14458',
  'ap-south-1': 'pl-9aa247f3',
  'ap-southeast-1': 'pl-31a34658',
  'ap-southeast-2': 'pl-b8a742d1',
  'ca-central-1': 'pl-38a64351',
  'sa-east-1': 'pl-5da64334',
};

/**
 * Id of CloudFront's prefix list in a region.
 *
 * @throws Error that tells how to find the id and where to add it
 */
export function cloudFrontPrefixList(region: string): string {
  const id = PREFIX_LISTS[region];
  if (id === undefined) {
    throw new Error(
      `The id of CloudFront's prefix list in ${region} is not known; find it with "aws ec2 describe-managed-prefix-lists --region ${region} --filters Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing" and add it to constructs/edge/cloudfront-prefix-lists.ts.`,
    );
  }
  return id;
}
