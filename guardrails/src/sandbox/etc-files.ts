/**
 * The files of `/etc` that the walls make up, so that no name, host or setting of the machine comes in. In the order
 * in which their file descriptors, from {@link firstEtcDescriptor} up, are given to bubblewrap.
 */
export const etcFiles: readonly { readonly path: string; readonly text: string }[] = [
  {
    path: '/etc/passwd',
    text: 'root:x:0:0:root:/:/usr/sbin/nologin\ninterlock:x:1000:1000::/home/interlock:/bin/sh\nnobody:x:65534:65534::/:/usr/sbin/nologin\n',
  },
  { path: '/etc/group', text: 'root:x:0:\ninterlock:x:1000:\nnogroup:x:65534:\n' },
  { path: '/etc/hosts', text: '127.0.0.1 localhost\n::1 localhost\n' },
  { path: '/etc/nsswitch.conf', text: 'passwd: files\ngroup: files\nhosts: files\n' },
];

/** Descriptor of the first of {@link etcFiles}; 3 carries bubblewrap's status. */
export const firstEtcDescriptor = 4;

/** What of the machine's `/etc` comes in, where it exists: libraries, certificates, alternatives, time zone. */
export const etcPaths: readonly string[] = [
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/alternatives',
  '/etc/localtime',
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
  '/etc/pki/tls/certs',
  '/etc/pki/ca-trust/extracted',
];
