package dev.millrace.app;

import dev.millrace.core.api.ModelReport;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.registry.AliasChange;
import dev.millrace.registry.DesiredDeployment;
import dev.millrace.registry.ModelEntry;
import dev.millrace.registry.ModelRegistry;
import dev.millrace.registry.VersionEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells about models what the registry knows. */
final class ModelReports {

  private final ModelRegistry registry;

  ModelReports(ModelRegistry registry) {
    this.registry = registry;
  }

  List<ModelReport> all() {
    return registry.models().stream().map(model -> report(model.name())).toList();
  }

  ModelReport one(String name) {
    if (registry.findModel(name).isEmpty()) {
      List<String> known = registry.models().stream().map(ModelEntry::name).toList();
      throw UserError.notFound("there is no model '" + name + "'")
          .hint(Suggestion.remedy(name, known));
    }
    return report(name);
  }

  private ModelReport report(String name) {
    return new ModelReport(
        name,
        registry.aliases(name),
        deployed(name),
        registry.versions(name).stream().map(ModelReports::version).toList(),
        registry.aliasHistory(name).stream().map(ModelReports::change).toList());
  }

  private Map<String, Integer> deployed(String model) {
    Map<String, Integer> deployed = new TreeMap<>();
    for (String environment : registry.environments()) {
      for (DesiredDeployment desired : registry.desired(environment)) {
        if (desired.model().equals(model)) {
          deployed.put(environment, desired.version());
        }
      }
    }
    return deployed;
  }

  private static ModelReport.Version version(VersionEntry entry) {
    return new ModelReport.Version(
        entry.version(),
        entry.digest().hex(),
        entry.run(),
        entry.eventTime(),
        entry.recordedAt(),
        entry.reason());
  }

  private static ModelReport.AliasChange change(AliasChange change) {
    return new ModelReport.AliasChange(
        change.alias(), change.version(), change.change().eventTime(), change.change().actor());
  }
}
