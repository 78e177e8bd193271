export const pluginId = 'flink';
