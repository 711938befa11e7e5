/** Ends the names of files that the build has packed, see scripts/build/packed-files.ts. */
export const packedEnding = '.br';
