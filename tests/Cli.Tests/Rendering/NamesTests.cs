using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Cli.Rendering;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

public sealed class NamesTests
{
    [Theory]
    [InlineData("(none)")]
    [InlineData(":Person", "Person")]
    [InlineData(":A:`B c`:`d``e`:`1`", "A", "B c", "d`e", "1")]
    public void A_label_set_is_written_as_cypher_writes_it(string text, params string[] labels) => Assert.Equal(text, Names.LabelSet(labels));

    [Theory]
    [InlineData(SchemaEntity.Node, "(:A|B)", "A", "B")]
    [InlineData(SchemaEntity.Relationship, "-[:KNOWS]-", "KNOWS")]
    [InlineData(SchemaEntity.Relationship, "-[]-")]
    public void A_target_is_written_as_a_pattern(SchemaEntity entity, string text, params string[] names) =>
        Assert.Equal(text, Names.Target(new() { Name = "x", Kind = "RANGE", Entity = entity, LabelsOrTypes = names }));
}
