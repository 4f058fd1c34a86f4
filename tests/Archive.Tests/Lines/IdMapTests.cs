using CsCheck;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests.Lines;

public class IdMapTests
{
    [Fact]
    public void It_holds_what_a_dictionary_holds_whatever_the_order() =>
        Gen.Select(Gen.Long[0, 300_000], Gen.Int).Array[0, 500].Sample(AgreesWithDictionary);

    [Fact]
    public void It_holds_ids_far_apart() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int).Array[0, 200].Sample(AgreesWithDictionary);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_survives_the_change_from_few_to_many_ids_in_any_order(int step)
    {
        var ids = Enumerable.Range(0, 200_000).Select(i => (long)i * step).ToArray();
        new Random(7).Shuffle(ids);
        AgreesWithDictionary([.. ids.Select(id => (id, (int)(id % 1000)))]);
    }

    private static void AgreesWithDictionary((long Id, int Value)[] entries)
    {
        var map = new IdMap<int>();
        var model = new Dictionary<long, int>();
        foreach (var (id, value) in entries) Assert.Equal(model.TryAdd(id, value), map.TryAdd(id, value));
        Assert.Equal(model.Count, map.Count);
        foreach (var id in entries.SelectMany(entry => new[] { entry.Id - 1, entry.Id, entry.Id + 1 }))
        {
            Assert.Equal(model.TryGetValue(id, out var expected), map.TryGet(id, out var actual));
            Assert.Equal(expected, actual);
        }
    }
}
