/** The lines of Flink that tests run for real; `flink-<line>/pom.xml` pins the version of each. */
export const REAL_FLINK_LINES = ['1.20', '2.2'] as const;

/** A line of Flink. */
export type RealFlinkLine = (typeof REAL_FLINK_LINES)[number];
