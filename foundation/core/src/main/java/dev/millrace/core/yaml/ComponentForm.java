package dev.millrace.core.yaml;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.core.component.Default;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The keys of a component file. */
record ComponentForm(
    String name,
    @Default("\"\"") String description,
    @Default("{}") Map<String, JsonNode> inputs,
    @Default("{}") Map<String, JsonNode> outputs,
    Optional<String> program,
    Optional<ContainerForm> container,
    @Default("[]") List<JsonNode> arguments,
    @Default("[]") List<String> files) {

  /** The container that a program runs in. */
  record ContainerForm(String image, @Default("none") String network, Optional<String> user) {}

  /** One of {@code inputs} or {@code outputs}. */
  record PortForm(
      String type,
      @JsonProperty("default") Optional<JsonNode> defaultValue,
      @Default("false") boolean optional,
      @Default("false") boolean many,
      Optional<Double> min,
      Optional<Double> max,
      @Default("\"\"") String description) {

    PortForm {
      defaultValue = defaultValue.filter(value -> !value.isNull());
    }
  }
}
