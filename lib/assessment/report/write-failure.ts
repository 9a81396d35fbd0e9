const MEND: Record<string, string> = {
  ENOSPC: 'the disk is full; free some space or name another folder',
  EDQUOT: 'the quota of the disk is used up; free some space or name another folder',
  EACCES: 'permission is denied; name a folder that you may write to',
  EPERM: 'permission is denied; name a folder that you may write to',
  ENOENT: 'there is no such folder; make it or name another one',
  EROFS: 'the file system is read-only; name another folder',
  EEXIST: 'a file stands where the folder should be; name another folder',
  ENOTDIR: 'a part of the path is a file, not a folder; name another folder',
  EISDIR: 'a folder stands where the file should be; remove it or name another folder',
};

/** Why the file system refused to write, and what to do about it. */
export function whyNotWritten(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return MEND[code] ?? message;
}
