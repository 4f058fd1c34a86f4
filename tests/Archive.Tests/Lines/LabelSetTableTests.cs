using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests.Lines;

public class LabelSetTableTests
{
    [Fact]
    public void The_same_labels_in_another_order_or_twice_are_the_same_set()
    {
        var table = new LabelSetTable();
        var set = table.Intern(["b", "a", "B"]);
        Assert.Equal(["B", "a", "b"], set.Labels);
        Assert.Same(set, table.Intern(["a", "b", "B", "a"]));
        Assert.Same(set, table[set.Index]);
        Assert.Equal(1, table.Count);
    }

    [Fact]
    public void No_labels_are_a_set_and_one_label_is_another()
    {
        var table = new LabelSetTable();
        Assert.Equal(0, table.Intern([]).Index);
        Assert.Equal(1, table.Intern([""]).Index);
        Assert.Equal(2, table.Intern(["a\",\"b"]).Index);
        Assert.Equal(3, table.Intern(["a", "b"]).Index);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Throws<UnsupportedValueException>(() => new LabelSetTable().Intern(["\ud800"]));
}
