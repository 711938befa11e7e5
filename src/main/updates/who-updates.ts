import type { NoUpdates } from '../../shared/model/updates/updates.ts';
import { machines, type Machine, type PackageKind } from './manifest.ts';

/** Facts by which it is decided who updates this Parley. */
export interface Installation {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isPackaged: boolean;
  readonly hasFeed: boolean;
  /** The mark of electron-builder in a Linux package: `deb`, `rpm` …; null without one. */
  readonly packageType: string | null;
  /** Whether a distribution has marked the package as its own. */
  readonly hasMark: boolean;
}

/** How this Parley is updated: by itself with packages of a kind, or not. */
export type WhoUpdates =
  | { readonly kind: 'itself'; readonly package: PackageKind; readonly machine: Machine }
  | { readonly kind: 'other'; readonly why: NoUpdates };

function packageOn({ platform, environment, packageType, isPackaged }: Installation) {
  if (!isPackaged) return 'not_installed';
  if (platform === 'win32') {
    // A portable program unpacks itself into a temporary folder.
    return environment['PORTABLE_EXECUTABLE_DIR'] === undefined ? 'nsis' : 'not_installed';
  }
  if (platform === 'darwin') return 'mac_zip';
  if (environment['APPIMAGE'] !== undefined && packageType === null) return 'app_image';
  if (packageType === 'deb') return 'deb';
  return packageType === null ? 'not_installed' : 'package_manager';
}

/** Decides who updates this Parley. Where it is not Parley itself, no request may leave. */
export function whoUpdates(installation: Installation): WhoUpdates {
  const { environment, hasFeed, hasMark, arch } = installation;
  const other = (why: NoUpdates): WhoUpdates => ({ kind: 'other', why });
  if (environment['FLATPAK_ID'] !== undefined) return other('flatpak');
  if (environment['SNAP'] !== undefined) return other('snap');
  if (hasMark) return other('package_manager');
  const found = packageOn(installation);
  if (found === 'package_manager') return other(found);
  const machine = machines.find((each) => each === arch);
  if (!hasFeed || machine === undefined) return other('not_configured');
  if (found === 'not_installed') return other(found);
  return { kind: 'itself', package: found, machine };
}
