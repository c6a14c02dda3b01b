export { runHubCommand as run } from '../../sync/hub/command.ts';
