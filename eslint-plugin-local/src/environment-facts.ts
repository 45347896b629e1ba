/**
 * Patterns of variables that tell facts of the machine, the shell, the platform or the build: reading them configures no service, and
 * they mean the same to every program.
 */
export const environmentFacts: readonly string[] = [
  'NODE_* CI NEXT_* npm_* VITE_* VITEST* JEST_* DEV TEST_* RUNFILES_DIR DEBUG VERBOSE HOME USER',
  'USERNAME USERPROFILE LOGNAME HOSTNAME PATH Path PATHEXT PWD SHELL TMPDIR TEMP TMP *APPDATA *AppData',
  'Program* PROGRAM* SystemRoot SYSTEMROOT windir WINDIR COMSPEC ComSpec MSYSTEM PSModulePath WSL* TZ',
  'LANG LC_* XDG_* SSH_* DISPLAY TERM* *_TERMINAL COLORTERM COLORFGBG COLUMNS LINES NO_COLOR',
  'FORCE_COLOR TMUX* STY ZDOTDIR EDITOR EDITOR_* VISUAL PAGER BROWSER WAYLAND_DISPLAY DEBIAN_FRONTEND',
  'CLOUD_SHELL* *_PROXY *_proxy KUBERNETES_* K_SERVICE AWS_LAMBDA_* ECS_* VERCEL* GITHUB_* GH_*',
  'GITLAB_* VSCODE_* CODESPACES REPLIT_* POSITRON XCODE_* CURSOR_* ZED_* JETBRAINS_* TERMINAL_*',
  'MONOSPACE_* REMOTE_CONTAINERS HEROKU_* BAZEL_* INSTANCE_ID SANDBOX SURFACE',
].flatMap((names) => names.split(' '));
