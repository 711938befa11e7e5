import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FpmLine } from './fpm-line.ts';

interface RpmFolders {
  readonly work: string;
  readonly tree: string;
  readonly epoch: number;
}

/** What RPM calls the machines that Debian's names are given for, as fpm translates them. */
const architectures: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

/** The spec of an RPM package; scripts of the person's shell are kept as they are. */
function specOf(line: FpmLine, tree: string): string {
  const script = (file: string): string => readFileSync(file, 'utf8').replaceAll('%', '%%');
  return `Name: ${line.name}
Version: ${line.version}
Release: 1
Summary: ${line.description.split('\n')[0] ?? ''}
License: see the package
Vendor: ${line.vendor}
Packager: ${line.maintainer}
URL: ${line.url}
AutoReqProv: no
${line.depends.map((name) => `Requires: ${name}`).join('\n')}
%description
${line.description}
%install
cp -a "${tree}/." "%{buildroot}/"
%files
"/opt"
"/usr"
%post
${script(line.afterInstall)}
%postun
${script(line.afterRemove)}
`;
}

/** Makes an RPM package with rpmbuild, without touching what is in the files. */
export function makeRpm(
  line: FpmLine,
  { work, tree, epoch }: RpmFolders,
  run: (program: string, ...parameters: readonly string[]) => void,
): void {
  const spec = join(work, 'package.spec');
  writeFileSync(spec, specOf(line, tree));
  const definitions = {
    _topdir: join(work, 'rpm'),
    _rpmfilename: 'made.rpm',
    _rpmdir: work,
    _buildhost: 'localhost',
    _build_id_links: 'none',
    __os_install_post: '%{nil}',
    debug_package: '%{nil}',
    source_date_epoch_from_changelog: '0',
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
    _binary_payload: 'w2.zstdio',
  };
  process.env['SOURCE_DATE_EPOCH'] = String(epoch);
  run(
    'rpmbuild',
    '-bb',
    '--quiet',
    '--target',
    architectures[line.architecture] ?? line.architecture,
    ...Object.entries(definitions).flatMap(([name, value]) => ['--define', `${name} ${value}`]),
    spec,
  );
  run('cp', join(work, 'made.rpm'), line.output);
}
