import { z } from 'zod';

const name = z.string().min(1);

/** What the database is restored from, and what it is restored into: all of it stands in the recovery region. */
export const restoreSettings = z.object({
  /** Instance that the backups were taken of, and its region. */
  source: z.object({ instance: name, region: name }),
  instance: name,
  subnetGroup: name,
  parameterGroup: name,
  securityGroup: name,
  /** With the `db.` prefix. */
  instanceClass: name,
  maxStorageGiB: z.int().positive(),
  multiAz: z.boolean(),
  deletionProtection: z.boolean(),
});

export type RestoreSettings = z.infer<typeof restoreSettings>;
