/** Why a disk refused: the system's code, such as ENOSPC, or what was said where there is none. */
export interface DiskFault {
  readonly code: string | null;
  readonly said: string | null;
}
