package dev.millrace.store.lineage;

import dev.millrace.store.database.Row;
import java.util.Collection;
import java.util.List;

/** What a node can be, and how its key stands in the tables. */
enum Kind {
  ARTIFACT,
  EXECUTION,
  RUN,
  MODEL_VERSION,
  DEPLOYMENT;

  private static final String DEPLOYMENTS = "deployment/";

  static Kind of(Node node) {
    return switch (node) {
      case Node.OfArtifact _ -> ARTIFACT;
      case Node.OfExecution _ -> EXECUTION;
      case Node.OfRun _ -> RUN;
      case Node.OfModelVersion _ -> MODEL_VERSION;
      case Node.OfDeployment _ -> DEPLOYMENT;
    };
  }

  static String deploymentKey(long number) {
    return DEPLOYMENTS + number;
  }

  String key(Row row, String column) {
    return this == DEPLOYMENT ? deploymentKey(row.number(column)) : row.text(column);
  }

  /** Keys as the tables have them: ids as text, deployments by number. */
  List<?> values(Collection<String> keys) {
    return this == DEPLOYMENT
        ? keys.stream().map(key -> Long.valueOf(key.substring(DEPLOYMENTS.length()))).toList()
        : List.copyOf(keys);
  }
}
