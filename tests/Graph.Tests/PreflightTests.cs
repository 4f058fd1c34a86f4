using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Graph.Tests;

public sealed class PreflightTests
{
    [Theory]
    [InlineData("5.26.0")]
    [InlineData("5.26.30")]
    [InlineData("5.27-aura")]
    [InlineData("2025.10.1")]
    public void A_server_that_creates_labels_by_parameter_is_accepted(string version) => GraphImporter.Preflight(Server(version), GraphSchema.Empty);

    [Theory]
    [InlineData("4.4.40")]
    [InlineData("5.25.1")]
    [InlineData("unknown")]
    public void Another_server_is_refused_with_its_version(string version)
    {
        var refused = Assert.Throws<UnsupportedServerException>(() => GraphImporter.Preflight(Server(version), null));
        Assert.Contains(version, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constraint_of_Enterprise_is_refused_before_anything_is_touched()
    {
        var key = new SchemaObject { Name = "key", Kind = "NODE_KEY", Entity = SchemaEntity.Node, LabelsOrTypes = ["A"], Properties = ["p"] };
        Assert.Throws<UnsupportedSchemaException>(() => GraphImporter.Preflight(Server("5.26.30"), new GraphSchema([key], [])));
    }

    private static DatabaseFacts Server(string version) => new("neo4j", null, version, "community", 0, 0);
}
