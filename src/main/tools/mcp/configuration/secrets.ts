const secretNames =
  /key|token|secret|passw|pwd|auth|credential|bearer|cookie|private|dsn|session|connection_?string/i;

/** What keys of known services begin with, and an address with a password in it. */
const secretValues =
  /^(?:sk|pk|rk|ghp|gho|ghs|ghu|glpat|xox[abprs]|AKIA|AIza|hf|npm|pat)[-_A-Z0-9]|^github_pat_|^ey[\w-]{10,}\.ey|^bearer\s|^basic\s|:\/\/[^/\s:@]*:[^/\s@]+@/i;

/** Names in which one of those words means something else. */
const plainNames = /^(?:keyboard|keymap|author|auth_?type|session_?timeout)/i;

/** Whether a variable or header seems to be a secret, which is then kept encrypted. */
export function looksSecret(name: string, value: string): boolean {
  return (secretNames.test(name) && !plainNames.test(name)) || secretValues.test(value);
}
