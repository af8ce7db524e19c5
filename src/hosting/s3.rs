//! An S3 bucket that is a website: docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.
//!
//! Its routing rules cannot hold a target's query as it is, so that short addresses lead on by their pages. Caching is said of each file as it
//! is uploaded.

use super::Content;

/// What `aws s3api put-bucket-website --website-configuration file://…` takes.
pub fn website(content: Content) -> String {
    let mut website = serde_json::json!({"IndexDocument": {"Suffix": "index.html"}});
    // The site of the pictures has no pages.
    if content != Content::Media {
        website["ErrorDocument"] = serde_json::json!({"Key": "404.html"});
    }
    format!("{website:#}\n")
}
