using System.Buffers;
using CsCheck;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Graph.Tests.Schema;

namespace StreamingTracker.Backup.Graph.Tests;

public sealed class SchemaStatementsTests
{
    [Fact]
    public void What_creates_an_object_reads_back_as_that_object() => SchemaSamples.Object.Sample(written =>
    {
        var statement = SchemaStatements.Create(written);
        Assert.True(SchemaStatements.TryParseCreate(statement.Text, Received(statement.Parameters), out var read));
        Assert.True(SchemaComparison.AreEqual(written, read), statement.Text);
    });

    [Fact]
    public void What_drops_an_object_reads_back_as_its_name() => SchemaSamples.Name.Sample(written =>
    {
        var constraint = SchemaStatements.DropConstraint(written);
        Assert.True(SchemaStatements.TryParseDrop(constraint.Text, constraint.Parameters, out var isConstraint, out var name));
        Assert.True(isConstraint);
        Assert.Equal(written, name);

        var index = SchemaStatements.DropIndex(written);
        Assert.True(SchemaStatements.TryParseDrop(index.Text, index.Parameters, out isConstraint, out name));
        Assert.False(isConstraint);
        Assert.Equal(written, name);
    });

    [Theory]
    [InlineData("TEXT", SchemaEntity.Node, "CYPHER 5 CREATE TEXT INDEX $name FOR (e:`A``\\u005Cu0060`) ON (e.`p`)")]
    [InlineData("RANGE", SchemaEntity.Relationship, "CYPHER 5 CREATE RANGE INDEX $name FOR ()-[e:`A``\\u005Cu0060`]-() ON (e.`p`)")]
    [InlineData("FULLTEXT", SchemaEntity.Node, "CYPHER 5 CREATE FULLTEXT INDEX $name FOR (e:`A``\\u005Cu0060`) ON EACH [e.`p`]")]
    [InlineData("UNIQUENESS", SchemaEntity.Node, "CYPHER 5 CREATE CONSTRAINT $name FOR (e:`A``\\u005Cu0060`) REQUIRE (e.`p`) IS UNIQUE")]
    public void Labels_are_quoted_so_that_no_text_in_them_ends_the_quotation(string kind, SchemaEntity entity, string expected)
    {
        var o = new SchemaObject { Name = "n", Kind = kind, Entity = entity, LabelsOrTypes = [@"A`\u0060"], Properties = ["p"] };
        Assert.Equal(expected, SchemaStatements.Create(o).Text);
    }

    [Theory]
    [InlineData("NODE_KEY", 1, 1)]
    [InlineData("NODE_PROPERTY_EXISTENCE", 1, 1)]
    [InlineData("BTREE", 1, 1)]
    [InlineData("VECTOR", 2, 1)]
    [InlineData("RANGE", 1, 0)]
    [InlineData("FULLTEXT", 0, 1)]
    public void What_Community_cannot_hold_is_named_with_a_remedy(string kind, int labels, int properties)
    {
        var o = new SchemaObject
        {
            Name = "the one",
            Kind = kind,
            Entity = SchemaEntity.Node,
            LabelsOrTypes = [.. Enumerable.Repeat("A", labels)],
            Properties = [.. Enumerable.Repeat("p", properties)],
        };
        var refused = Assert.Throws<UnsupportedSchemaException>(() => SchemaStatements.Create(o));
        Assert.Contains("the one", refused.Message, StringComparison.Ordinal);
        Assert.Contains(kind, refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Remedy);
    }

    [Theory]
    [InlineData("CYPHER 5 CREATE RANGE INDEX $name FOR (e:`A`) ON (e.`p`) ")]
    [InlineData("CYPHER 5 CREATE RANGE INDEX $name FOR (e:`A) ON (e.`p`)")]
    [InlineData("CYPHER 5 CREATE RANGE INDEX $name FOR (e:`A`) ON (e.`p`) OPTIONS $options")]
    [InlineData("CYPHER 5 CREATE BTREE INDEX $name FOR (e:`A`) ON (e.`p`)")]
    [InlineData("CYPHER 5 CREATE CONSTRAINT $name FOR (e:`A`) REQUIRE (e.`p`) IS NOT NULL")]
    [InlineData("CYPHER 5 CREATE LOOKUP INDEX $name FOR ()-[e]-() ON EACH labels(e)")]
    [InlineData("CYPHER 5 CREATE ")]
    [InlineData("MATCH (n) RETURN n")]
    public void Other_statements_are_not_understood(string statement)
    {
        var parameters = new Dictionary<string, object?> { ["name"] = "n" };
        Assert.False(SchemaStatements.TryParseCreate(statement, parameters, out _));
        Assert.False(SchemaStatements.TryParseDrop(statement, parameters, out _, out _));
    }

    // As the sandbox gets them: through PackStream.
    private static IReadOnlyDictionary<string, object?> Received(IReadOnlyDictionary<string, object?> parameters)
    {
        var packed = new ArrayBufferWriter<byte>();
        new PackStreamWriter(packed).WriteValue(parameters);
        var reader = new PackStreamReader(packed.WrittenSpan);
        return (IReadOnlyDictionary<string, object?>)reader.ReadValue()!;
    }
}
