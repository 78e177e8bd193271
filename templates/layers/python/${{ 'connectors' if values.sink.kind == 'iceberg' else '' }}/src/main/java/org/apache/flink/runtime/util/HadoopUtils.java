package org.apache.flink.runtime.util;

import org.apache.hadoop.conf.Configuration;

/**
 * Stands in for Flink's class of the same name, which cannot see the Hadoop in the job's jar. The build gives it a name
 * of its own, and lets Iceberg call this one.
 */
public final class HadoopUtils {

    private HadoopUtils() {}

    /** The defaults of Hadoop: nothing of the cluster's, which needs no Hadoop. */
    public static Configuration getHadoopConfiguration(
            org.apache.flink.configuration.Configuration flinkConfiguration) {
        return new Configuration();
    }
}
