using MediatR;
using Store.Kernel.Files;

namespace Store.Contracts.Catalog;

/// <summary>Takes goods over from a CSV file, in batches that are each a transaction of their own, and answers when it is through.</summary>
/// <param name="FileName">Its name, for the record.</param>
/// <param name="File">The file; has to be seekable.</param>
/// <param name="Progress">Told after each batch.</param>
public sealed record ImportProducts(string FileName, Stream File, IProgress<FileProgress>? Progress = null) : IRequest<ProductImport>;

/// <param name="ImportId">The import.</param>
/// <param name="Counts">What has become of the rows.</param>
/// <param name="Error">Why it stopped before the end; null where it did not.</param>
/// <param name="Rejections">The first rows that were not taken.</param>
public sealed record ProductImport(long ImportId, ImportCounts Counts, string? Error, IReadOnlyList<RejectedRow> Rejections);
