namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// Writes nodes and relationships as the JSON lines of backup format version 2. An entity is Begin…, its properties
/// through <see cref="IPropertySink"/>, <see cref="EndEntity"/>. All nodes come before all relationships. Flushed
/// to the stream by <see cref="FlushAsync"/>, which the caller calls whenever <see cref="Buffered"/> is large.
/// </summary>
public sealed class EntityLineWriter(Stream output) : IPropertySink
{
    /// <summary>Bytes that wait for <see cref="FlushAsync"/>.</summary>
    public int Buffered => throw new NotImplementedException();

    /// <summary>What has been written so far.</summary>
    public GraphCounts Counts => throw new NotImplementedException();

    /// <summary>Begins a node.</summary>
    public void BeginNode(long id, LabelSet labels) => throw new NotImplementedException();

    /// <summary>Begins a relationship.</summary>
    public void BeginRelationship(long id, ReadOnlySpan<byte> typeUtf8, long startId, LabelSet startLabels, long endId, LabelSet endLabels) =>
        throw new NotImplementedException();

    /// <summary>Ends the node or relationship and its line.</summary>
    public void EndEntity() => throw new NotImplementedException();

    /// <summary>Writes what is buffered to the stream.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _ = output;
        throw new NotImplementedException();
    }

    /// <inheritdoc/>
    public void Name(ReadOnlySpan<byte> utf8) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Boolean(bool value) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Integer(long value) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Float(double value) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void String(ReadOnlySpan<byte> utf8) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Bytes(ReadOnlySpan<byte> value) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Date(long epochDays) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Time(long nanosOfDay, int offsetSeconds) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void LocalTime(long nanosOfDay) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void LocalDateTime(long epochSeconds, int nanos) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void OffsetDateTime(long epochSeconds, int nanos, int offsetSeconds) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void ZonedDateTime(long epochSeconds, int nanos, ReadOnlySpan<byte> zoneId) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Duration(long months, long days, long seconds, int nanos) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Point(int srid, double x, double y) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Point(int srid, double x, double y, double z) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void BeginList() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void EndList() => throw new NotImplementedException();
}
