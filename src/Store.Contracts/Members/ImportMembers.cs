using MediatR;
using Store.Kernel.Files;

namespace Store.Contracts.Members;

/// <summary>Takes members over from a CSV file (number, name), in batches that are each a transaction of their own, and answers when it is through.</summary>
/// <param name="File">The file; has to be seekable.</param>
/// <param name="Progress">Told after each batch.</param>
public sealed record ImportMembers(Stream File, IProgress<FileProgress>? Progress = null) : IRequest<MemberImport>;

/// <param name="Counts">What has become of the rows.</param>
/// <param name="Error">Why it stopped before the end; null where it did not.</param>
/// <param name="Rejections">The first rows that were not taken.</param>
public sealed record MemberImport(ImportCounts Counts, string? Error, IReadOnlyList<RejectedRow> Rejections);
