using Store.Kernel.Verification;

namespace Store.Catalog.Pictures;

/// <summary>No picture is half there.</summary>
internal sealed class PicturesHaveContent(Db db) : IInvariant
{
    public string Name => "Every picture has its content, and no content is left without its picture.";

    public Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken) => db.Query<string>("""
        SELECT CONCAT('picture ', one.PictureId, ' is half there')
        FROM  (SELECT p.PictureId FROM catalog.Pictures p WHERE NOT EXISTS (SELECT 1 FROM catalog.PictureContents c WHERE c.PictureId = p.PictureId)
               UNION ALL
               SELECT c.PictureId FROM catalog.PictureContents c WHERE NOT EXISTS (SELECT 1 FROM catalog.Pictures p WHERE p.PictureId = c.PictureId)) one
        ORDER BY one.PictureId
        OFFSET 0 ROWS FETCH NEXT 20 ROWS ONLY
        """, null, cancellationToken);
}
