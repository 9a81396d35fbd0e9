import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { FargateResult } from './result.ts';
import type { Settings } from './settings.ts';

/** Puts the result of one run into the bucket, under a name of its own. */
export class ResultStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  /** Without what tells a run under way from one that has ended. */
  readonly #folder: string;

  /** @param startedAt of the task; two tasks do not start in the same millisecond with the same profile */
  constructor(
    { resultBucket, resultPrefix }: Pick<Settings, 'resultBucket' | 'resultPrefix'>,
    profile: FargateResult['profile'],
    startedAt: Date,
  ) {
    // An emulator, whose address is given by this variable, knows no host name for each bucket.
    const forcePathStyle = process.env.AWS_ENDPOINT_URL_S3 !== undefined;
    this.#client = new S3Client({ forcePathStyle, maxAttempts: 5 });
    this.#bucket = resultBucket;
    this.#folder = `${resultPrefix}${profile}/${startedAt.toISOString().replaceAll(':', '-')}`;
  }

  /**
   * Keeps what there is so far as `progress.json`, and what there is at the end as `result.json`: a run without the latter was cut off.
   * @returns where, as an S3 URI
   */
  async keep(result: FargateResult): Promise<string> {
    const key = `${this.#folder}/${result.outcome.kind === 'running' ? 'progress' : 'result'}.json`;
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        Body: `${JSON.stringify(result)}\n`,
        ContentType: 'application/json',
      }),
    );
    return `s3://${this.#bucket}/${key}`;
  }
}
