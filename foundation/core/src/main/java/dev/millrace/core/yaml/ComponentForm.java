package dev.millrace.core.yaml;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The keys of a component file. */
record ComponentForm(
    @Doc(
            "What steps write after uses: a lower-case letter, then at most 99 lower-case letters, digits and _")
        String name,
    @Doc("What it is for, in a sentence") @Default("\"\"") String description,
    @Doc("What it takes, by name") @Default("{}") Map<String, JsonNode> inputs,
    @Doc("What it makes, by name") @Default("{}") Map<String, JsonNode> outputs,
    @Doc(
            "The program: a file beside this one, a name on the PATH, or an absolute path. Each component has this or container")
        Optional<String> program,
    @Doc("The container that runs instead of a program") Optional<ContainerForm> container,
    @Doc(
            "The arguments of the program or container, with placeholders such as ${inputs.text}; a list within the list is left out as a whole if an input in it is not given")
        @Default("[]")
        List<JsonNode> arguments,
    @Doc("Files and folders beside this one that belong to the code") @Default("[]")
        List<String> files) {

  /** The container that a program runs in. */
  record ContainerForm(
      @Doc("The image; it is pulled if it is not on the machine") String image,
      @Doc("The network that it is in") @Default("none") String network,
      @Doc(
              "The user that it runs as, as the container engine takes it; whoever runs Millrace if not given")
          Optional<String> user) {}

  /** One of {@code inputs} or {@code outputs}. */
  record PortForm(
      @Doc(
              "Of an artifact its type, such as Examples; of a value string, integer, number, boolean, list or map")
          String type,
      @Doc("Of a value that it takes: what it is if it is not given") @JsonProperty("default")
          Optional<JsonNode> defaultValue,
      @Doc("Whether it may be left out; of what it makes, only a value may") @Default("false")
          boolean optional,
      @Doc("Whether it is a list of artifacts; of what it takes") @Default("false") boolean many,
      @Doc("The least number allowed") Optional<Double> min,
      @Doc("The greatest number allowed") Optional<Double> max,
      @Doc("What it is, in a sentence") @Default("\"\"") String description) {

    PortForm {
      defaultValue = defaultValue.filter(value -> !value.isNull());
    }
  }
}
