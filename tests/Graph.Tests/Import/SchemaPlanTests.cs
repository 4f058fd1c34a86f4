using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Graph.Import;

namespace StreamingTracker.Backup.Graph.Tests.Import;

public sealed class SchemaPlanTests
{
    private static readonly SchemaObject Unique = new()
    {
        Name = "unique",
        Kind = "UNIQUENESS",
        Entity = SchemaEntity.Node,
        LabelsOrTypes = ["A"],
        Properties = ["p"],
        Provider = "range-1.0",
    };

    private static readonly SchemaObject Text = Unique with { Name = "text", Kind = "TEXT", Provider = "text-2.0" };
    private static readonly SchemaObject Lookup = Text with { Name = "lookup", Kind = "LOOKUP", LabelsOrTypes = [], Properties = [] };

    [Fact]
    public void What_is_equal_stays()
    {
        var schema = new GraphSchema([Unique], [Lookup, Text]);
        var plan = SchemaPlan.Make(schema, schema, dropAllConstraints: false);
        Assert.Empty(plan.Drop);
        Assert.Empty(plan.Create);
    }

    [Fact]
    public void Constraints_go_and_come_back_when_they_would_slow_the_swap()
    {
        var schema = new GraphSchema([Unique], [Lookup, Text]);
        var plan = SchemaPlan.Make(schema, schema, dropAllConstraints: true);
        Assert.Equal([Unique], plan.Drop);
        Assert.Equal([Unique], plan.Create);
    }

    [Fact]
    public void Another_name_or_another_setting_is_another_object()
    {
        var current = new GraphSchema([Unique], [Lookup, Text]);
        var wanted = new GraphSchema([], [Lookup with { Name = "other lookup" }, Text with { Properties = ["q"] }]);
        var plan = SchemaPlan.Make(current, wanted, dropAllConstraints: false);
        Assert.Equal([Unique, Lookup, Text], plan.Drop);
        Assert.Equal(wanted.Indexes, plan.Create);
    }

    [Fact]
    public void An_index_gives_way_to_a_constraint_of_its_name()
    {
        var constraint = Unique with { Name = "text" };
        var plan = SchemaPlan.Make(new GraphSchema([], [Text]), new GraphSchema([constraint], []), dropAllConstraints: false);
        Assert.Equal([Text], plan.Drop);
        Assert.Equal([constraint], plan.Create);
    }
}
