using CsCheck;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests.Lines;

public class IdMapTests
{
    private const int Ids = 1_000_000;

    [Theory]
    [InlineData(1, 4)]
    [InlineData(100, 14)]
    public void A_million_ids_take_the_promised_memory_for_values_of_two_bytes(int step, int allowance) =>
        Assert.InRange(BytesPerId<ushort>(step), 0, sizeof(ushort) + allowance);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(100, 14)]
    public void A_million_ids_take_the_promised_memory_for_values_of_four_bytes(int step, int allowance) =>
        Assert.InRange(BytesPerId<int>(step), 0, sizeof(int) + allowance);

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

    private static double BytesPerId<TValue>(int step)
        where TValue : unmanaged
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var map = new IdMap<TValue>();
        for (var i = 0; i < Ids; i++) map.TryAdd((long)i * step, default);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(Ids, map.Count);
        return (double)bytes / Ids;
    }
}
