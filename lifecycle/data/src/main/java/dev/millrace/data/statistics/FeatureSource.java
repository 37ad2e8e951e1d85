package dev.millrace.data.statistics;

import dev.millrace.model.DataType;

/**
 * Where a feature's values come from.
 *
 * @param name of the feature: a column's, or a path such as {@code address.city}
 * @param binary if the values are bytes that need not be valid UTF-8
 * @param sql the value, as BIGINT, DOUBLE, BOOLEAN, VARCHAR or BLOB
 */
record FeatureSource(String name, DataType type, boolean binary, String sql) {

  Accumulator accumulator(Workspace workspace) {
    return type == DataType.STRING
        ? new StringAccumulator(workspace, binary)
        : Accumulator.of(type, workspace);
  }
}
