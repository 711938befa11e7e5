/** Messages to the model about calls that were not run. */
export const notRun = {
  denied: 'The person did not allow this call.',
  undecided: 'This call was not run: the person went on without allowing it.',
  noTools: 'This call was not run: there are no tools any more.',
  usedUp: (rounds: number): string =>
    `This call was not run: the answer had used up its ${rounds} rounds of tools. Call again if it is still needed.`,
  repeated: (times: number): string =>
    `This call was not run: the same call was made ${times} times in a row. Use the results above, try something else, or answer without it.`,
  failing: (times: number): string =>
    `This call was not run: the last ${times} calls of this server failed, and it is not called any more in this answer. Go on without it, and tell the person what failed.`,
};
