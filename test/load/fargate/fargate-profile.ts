import { type Profile, profileOf } from '../profiles.ts';

export type FargateProfileName = 'smoke' | 'load' | 'stress' | 'soak';

export const fargateProfileNames: readonly FargateProfileName[] = ['smoke', 'load', 'stress', 'soak'];

/** A profile with what a run on Fargate needs beside it. */
export interface FargateProfile {
  readonly name: FargateProfileName;
  readonly profile: Profile;
  /** Length of one entry of the result's course. */
  readonly windowSeconds: number;
}

/**
 * How long the measured part lasts, or each step of the stress run: long enough for the autoscaler to answer, which looks at whole
 * minutes, and for the requirement's endurance a whole day.
 */
const measuredSeconds: Readonly<Record<FargateProfileName, number>> = {
  smoke: 15,
  load: 15 * 60,
  stress: 5 * 60,
  soak: 24 * 60 * 60,
};

export function fargateProfile(name: FargateProfileName): FargateProfile {
  const seconds = measuredSeconds[name];
  if (name === 'soak') {
    return { name, profile: profileOf('load', seconds), windowSeconds: 60 };
  }
  return { name, profile: profileOf(name, seconds), windowSeconds: name === 'smoke' ? 5 : 10 };
}
