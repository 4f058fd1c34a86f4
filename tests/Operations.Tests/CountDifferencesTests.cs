using StreamingTracker.Backup.Archive;

namespace StreamingTracker.Backup.Operations.Tests;

public sealed class CountDifferencesTests
{
    private static readonly GraphCounts Backup = new()
    {
        Nodes = 3,
        Relationships = 2,
        Properties = 10,
        NodesByLabels = [new([], 1), new(["A", "B"], 2)],
        RelationshipsByType = [new("KNOWS", 2)],
    };

    [Fact]
    public void Equal_counts_have_no_differences() => Assert.Empty(CountDifferences.Find(Backup, Backup with { }));

    [Fact]
    public void What_differs_is_named_by_label_set_and_type()
    {
        var database = new GraphCounts
        {
            Nodes = 3,
            Relationships = 3,
            Properties = 9,
            NodesByLabels = [new(["A"], 1), new(["A", "B"], 2)],
            RelationshipsByType = [new("KNOWS", 2), new("LIKES", 1)],
        };

        Assert.Equal(
            [
                "Nodes without a label: 1 in the backup, 0 in the database.",
                "Nodes labelled A: 0 in the backup, 1 in the database.",
                "Relationships of type LIKES: 0 in the backup, 1 in the database.",
                "Properties: 10 in the backup, 9 in the database.",
            ],
            CountDifferences.Find(Backup, database));
    }
}
